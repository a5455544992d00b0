"""The demo's hospitals: psychiatry, an emergency department, a walkout, and a person of each role.

All of it is made up, but for the hours of the psychiatry rota (examples/psychiatry-rebuilt). Two
rotas were built by `python -m sevenday.web.demo.make`, so that a newcomer has them at once; the
hospital in its walkout of November 2025 is examples/district-2025.
"""
