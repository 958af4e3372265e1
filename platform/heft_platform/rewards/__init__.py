"""What the pupil earns, what follows when effort is lacking, and what was given: rewards always first."""
