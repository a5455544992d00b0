"""Many like tasks side by side: on this machine's processes, or on the user's own Dask cluster.

The one door of everything that runs once a hospital, a trust or a scenario. A task's answer turns
on the task alone, never on where or in which order it ran. A worker that dies costs the tasks that
it was at, which run again; a task that kills each of its workers is named, and the rest stands.
"""
