"""The administrator's own pages: is everything set up, who may come in, is it kept?"""
