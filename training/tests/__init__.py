"""Tests of the training: python -m unittest discover training/tests -t ."""
