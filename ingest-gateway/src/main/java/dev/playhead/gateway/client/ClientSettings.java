// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is found out about senders.
 *
 * @param countryDatabase MaxMind DB file in the layout of GeoLite2 Country or City; absent, no country is known
 * @param maxUserAgents user agents whose meaning is remembered
 * @param maxUserAgentChars how much of a user agent is read; what it says stands at its beginning
 */
public record ClientSettings(Optional<Path> countryDatabase, int maxUserAgents, int maxUserAgentChars) {}
