"""The demo's hospital: a psychiatry rota and an emergency department, and a person of each role.

All of it is made up, but for the hours of the psychiatry rota (examples/psychiatry-rebuilt). The
two rotas were built by `python -m sevenday.web.demo.make`, so that a newcomer has them at once.
"""
