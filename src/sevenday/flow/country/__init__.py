"""Every hospital of a country in outline: forecasts, a walkout over all of them, mutual aid.

Public monthly counts come in (`panel`), what is known of each trust comes out (`forecast`), tested
on months that were not fitted (`backtest`). A walkout runs through an outline of each hospital
(`outline`, `simulate`), trusts are ranked with intervals (`ranks`), and neighbours lend where they
can (`aid`). `scan` does all of it.
"""
