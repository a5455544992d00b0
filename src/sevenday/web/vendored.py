"""The NHS's page styles and scripts: fetched once at set-up, checked, and made to call nobody.

`python -m sevenday.web.vendored` asks npm for one named version, checks its digest and writes what
pages need below `static/vendor/`, which git ignores and the wheel carries. Fonts that a page would
fetch from another host are cut, and nothing with the NHS's mark is taken: Sevenday is not the
NHS's. Without npm pages are plain, and say what to do.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from sevenday.writing import write_whole

PACKAGE = "nhsuk-frontend@10.6.1"
SHA512 = (
    "3d9a2ba90663671fc0dbac89a2c9022fdcf489be80b64032174a382bf447afcc"
    "d1ac9c97ad43829cc6e3cb454d5ec18ee2d7d334cc2a964c004cab386b4c5acb"
)
DIST = "package/dist/nhsuk/"
HERE = Path(__file__).parent / "static" / "vendor"
STYLE, SCRIPT = "nhsuk.css", "nhsuk.js"
FONT = re.compile(r"@font-face\{[^}]*\}")
ICON = re.compile(r"url\(/assets/images/([\w-]+\.svg)\)")
REMOTE = re.compile(r"url\(\s*[\"']?(?:https?:)?//")
SOURCE_MAP = re.compile(r"(?:/\*|//)# sourceMappingURL=[^\n*]*(?:\*/)?\s*$")


def is_there(folder: Path = HERE) -> bool:
    """Whether pages have their styles and scripts."""
    return (folder / STYLE).exists() and (folder / SCRIPT).exists()


def without_remote(css: str) -> str:
    """Styles that fetch nothing from another host. Raises ValueError where some still would."""
    css = ICON.sub(r"url(images/\1)", FONT.sub("", SOURCE_MAP.sub("", css)))
    if REMOTE.search(css):
        raise ValueError(f"{PACKAGE}: styles that fetch from another host")
    return css


def unpack(archive: Path, folder: Path = HERE) -> None:
    """Write what pages need of the package. Raises ValueError where it is another than ours."""
    if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
        raise ValueError(f"{archive.name} is not the {PACKAGE} that was looked at")
    with tarfile.open(archive) as tar:

        def text(name: str) -> str:
            found = tar.extractfile(DIST + name)
            assert found, name
            return found.read().decode("utf-8")

        css = text("nhsuk-frontend.min.css")
        icons = {name: text(f"assets/images/{name}") for name in set(ICON.findall(css))}
        script = SOURCE_MAP.sub("", text("nhsuk-frontend.min.js"))
    (folder / "images").mkdir(parents=True, exist_ok=True)
    for name, icon in icons.items():
        write_whole(folder / "images" / name, icon)
    write_whole(folder / SCRIPT, script)
    write_whole(folder / STYLE, without_remote(css))


def fetch(folder: Path = HERE) -> str:
    """Fetch the package by npm and write what pages need. Gives what is to be said about it."""
    if is_there(folder):
        return ""
    plain = f"Pages in the browser stay plain: {PACKAGE} could not be fetched"
    npm = shutil.which("npm")
    if not npm:
        return f"{plain}, there is no npm. Install npm, then: python -m sevenday.web.vendored"
    with tempfile.TemporaryDirectory() as scratch:
        asked = [npm, "pack", "--silent", "--pack-destination", scratch, PACKAGE]
        done = subprocess.run(asked, cwd=scratch, capture_output=True, text=True)
        archives = sorted(Path(scratch).glob("*.tgz"))
        if done.returncode or not archives:
            last = (done.stderr.strip().splitlines() or ["npm said nothing"])[-1]
            return f"{plain}: {last}"
        unpack(archives[0], folder)
    return ""


if __name__ == "__main__":
    if message := fetch():
        sys.stderr.write(f"{message}\n")
