// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.query.store.StoredItem;
import dev.playhead.query.topology.ItemKind;
import org.jspecify.annotations.Nullable;

/**
 * A RUM item as the API gives it.
 *
 * @param kind as in a timeline's markers
 * @param view that it is in, or is
 * @param receivedMs when it was first received
 * @param label what a person reads
 * @param hasReplay whether a recording was running; null where the SDK does not say
 * @param attributes under the SDK's own names
 */
public record RumItem(
        String id,
        String kind,
        String app,
        String session,
        @Nullable String view,
        long atMs,
        long receivedMs,
        @Nullable Long durationMs,
        @Nullable String label,
        @Nullable Boolean hasReplay,
        ObjectNode attributes) {

    static RumItem of(ItemKind kind, StoredItem item) {
        return new RumItem(
                item.id(),
                MarkerKinds.publicName(kind.marker()).orElseThrow(),
                item.session().getApp(),
                item.session().getSession(),
                item.view(),
                item.atMs(),
                item.receivedMs(),
                item.durationMs(),
                label(item),
                item.hasReplay(),
                Attributes.of(item));
    }

    static @Nullable String label(StoredItem item) {
        return switch (item) {
            case StoredItem.OfView view -> ViewLabel.of(view.summary());
            case StoredItem.OfEntry happened -> happened.entry().getLabel();
        };
    }
}
