"""Calls of plugins, guarded: what breaks one, or its answer, is told as the plugin's fault.

Every guard raises :class:`packer_core.errors.PluginFailed` and lets expected errors pass.
"""
