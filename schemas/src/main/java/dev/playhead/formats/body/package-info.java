// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Bodies as the SDKs send them, read within limits: inflated, checked, and given out as tokens. Whatever is wrong with
 * one is a {@link dev.playhead.formats.body.RejectReason}. Knows no format but how rrweb and PostHog pack values into
 * texts, and may depend on the JDK and Jackson only.
 */
@NullMarked
package dev.playhead.formats.body;

import org.jspecify.annotations.NullMarked;
