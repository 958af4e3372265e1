"""Standard measures of a pupil: scores, dates and raters, and nothing of the questionnaires themselves."""
