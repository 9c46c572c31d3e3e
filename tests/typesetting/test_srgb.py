"""The profile of the output intent, read by LittleCMS."""

from __future__ import annotations

import io
from itertools import product

from PIL import Image, ImageCms

from polyleaf.typesetting.conformance.srgb import srgb_profile

STEPS = (0, 1, 5, 10, 11, 40, 128, 200, 254, 255)


def test_it_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    colours = list(product(STEPS, repeat=3))
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    same = ImageCms.profileToProfile(image, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    pairs = zip(image.tobytes(), same.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


def test_it_is_a_display_profile_of_its_own_size() -> None:
    profile = srgb_profile()
    assert int.from_bytes(profile[:4]) == len(profile) < 500
    assert profile[12:24] == b"mntrRGB XYZ "
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))) == "sRGB\n"
