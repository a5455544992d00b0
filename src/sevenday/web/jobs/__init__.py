"""Long work that outlives its page: builds, re-plans, imports; done by workers."""
