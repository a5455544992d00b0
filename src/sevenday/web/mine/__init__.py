"""The doctor's own pages: what am I doing next, and what may I ask for?"""
