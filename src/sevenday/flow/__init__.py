"""Patients through a hospital: arrivals, doctors as servers, queues, beds."""
