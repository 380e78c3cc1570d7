// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Map;

/**
 * What is to be counted of an application's rows.
 *
 * @param fromMs smallest receive time, inclusive
 * @param toMs largest receive time, exclusive
 * @param facets of a row's session, by name
 */
public record FacetQuery(String app, long fromMs, long toMs, Map<String, Facet> facets) {}
