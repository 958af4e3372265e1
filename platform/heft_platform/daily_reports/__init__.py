"""The daily report: three buttons for each target, lesson by lesson, and what they add up to."""
