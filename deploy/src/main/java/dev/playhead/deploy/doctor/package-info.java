// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of a running installation, over HTTP as anybody would use it and with Kafka's admin client. Each check ends in
 * one {@link dev.playhead.deploy.doctor.Finding}; what cannot be asked is a finding, too.
 */
@NullMarked
package dev.playhead.deploy.doctor;

import org.jspecify.annotations.NullMarked;
