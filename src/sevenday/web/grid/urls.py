"""The addresses of the co-ordinator's pages."""

from sevenday.web.grid.views import asked, cells, gaps, grid, jobs, paste, publishing
from sevenday.web.pages import AT_DEPARTMENT, page
from sevenday.web.permissions import DECIDE_REQUESTS, EDIT_ROTA, SEE_ROTA

ROTA = f"{AT_DEPARTMENT}rota/"
PERIOD = f"{ROTA}<int:period>/"
CELL = f"{PERIOD}<int:doctor>/<int:column>"
GAP = f"{PERIOD}gap/<int:need>/<int:column>"
JOB = f"{AT_DEPARTMENT}job/<int:job>/"

urlpatterns = [
    page(ROTA, grid.front, "grid", SEE_ROTA, menu="Rota"),
    page(f"{ROTA}new", grid.add, "grid_add", EDIT_ROTA),
    page(f"{ROTA}import", jobs.bring, "grid_import", EDIT_ROTA),
    page(f"{ROTA}shifts-<slug:revision>.css", grid.styles, "grid_styles", SEE_ROTA),
    page(PERIOD, grid.grid, "grid_period", SEE_ROTA),
    page(f"{PERIOD}print", grid.on_paper, "grid_print", SEE_ROTA),
    page(f"{PERIOD}begin", grid.begin, "grid_begin", EDIT_ROTA),
    page(f"{PERIOD}template", grid.roll_out, "grid_template", EDIT_ROTA),
    page(f"{PERIOD}edit", cells.edit, "grid_edit", EDIT_ROTA),
    page(f"{PERIOD}undo", cells.take_back, "grid_undo", EDIT_ROTA),
    page(f"{PERIOD}lock", cells.bolt, "grid_lock", EDIT_ROTA),
    page(f"{PERIOD}paste", paste.paste, "grid_paste", EDIT_ROTA),
    page(CELL, cells.cell, "grid_cell", SEE_ROTA),
    page(f"{CELL}/change", cells.change, "grid_change", EDIT_ROTA),
    page(f"{PERIOD}line/<int:doctor>", grid.line, "grid_line", SEE_ROTA),
    page(GAP, gaps.gap, "grid_gap", SEE_ROTA),
    page(f"{GAP}/fill", gaps.fill, "grid_fill", EDIT_ROTA),
    page(f"{PERIOD}build", jobs.build, "grid_build", EDIT_ROTA),
    page(f"{PERIOD}discard", publishing.put_away, "grid_discard", EDIT_ROTA),
    page(f"{PERIOD}publish", publishing.publishing, "grid_publish", EDIT_ROTA),
    page(f"{PERIOD}versions", publishing.versions, "grid_versions", SEE_ROTA),
    page(f"{PERIOD}versions/<int:number>", publishing.version, "grid_version", SEE_ROTA),
    page(f"{PERIOD}compare", publishing.compare, "grid_compare", SEE_ROTA),
    page(JOB, jobs.job, "grid_job", EDIT_ROTA),
    page(f"{JOB}stop", jobs.stop, "grid_stop", EDIT_ROTA),
    page(f"{JOB}accept", jobs.accept, "grid_accept", EDIT_ROTA),
    page(f"{AT_DEPARTMENT}requests/", asked.asked, "asked", DECIDE_REQUESTS, menu="Requests"),
]
