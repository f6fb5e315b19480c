"""Training of the expression model on FER-2013 with the FER+ votes."""
