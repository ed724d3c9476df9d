"""How a page that needs nothing else opens: styles and scripts in it, and no request."""

from __future__ import annotations

import base64
import hashlib

from pipeline.writers.markup import attribute


def opening(title: str, style: str, script: str = "") -> str:
    """All up to the body; the policy lets nothing load or run but these two, by hash."""
    policy = f"default-src 'none'; style-src '{_hash(style)}'"
    if script:
        policy += f"; script-src '{_hash(script)}'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="generator" content="newsclaims">
<title>{attribute(title)}</title>
<style>{style}</style>
</head>
"""


def _hash(inline: str) -> str:
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    return f"sha256-{digest}"
