"""Medical HR's pages: are the rules kept, who has a schedule, what is to be paid?"""
