// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.store.RowPosition;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The query string of a request: every parameter known, given once, and in its range. */
final class Parameters {

    /** Narrower than what Java reads: no plus sign, no digits but these. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private final MultiMap given;

    /** @throws BadParameterException naming the first parameter that is unknown or given twice */
    Parameters(MultiMap given, Predicate<String> known) {
        this.given = given;
        for (String name : given.names()) {
            if (!known.test(name)) {
                throw new BadParameterException("unknown parameter: " + name);
            }
            if (given.getAll(name).size() > 1) {
                throw new BadParameterException("given twice: " + name);
            }
        }
    }

    /** Those of a request. */
    static Parameters of(RoutingContext request, Predicate<String> known) {
        return new Parameters(request.queryParams(), known);
    }

    /** Those of a request. */
    static Parameters of(RoutingContext request, Set<String> known) {
        return of(request, known::contains);
    }

    /** Of all that were given. */
    Set<String> names() {
        return given.names();
    }

    Optional<String> text(String name) {
        List<String> values = given.getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /**
     * Where a page of a list begins.
     *
     * @param rowBytes how many bytes of hashes the rows of the list have
     * @throws BadParameterException if no such list gave it out
     */
    Optional<RowPosition> cursor(int rowBytes) {
        return text("cursor")
                .map(text -> RowPosition.fromCursor(text, rowBytes)
                        .orElseThrow(() -> new BadParameterException("cursor is none that such a list gave out")));
    }

    /** @throws BadParameterException if it is not a whole number from {@code min} to {@code max} */
    OptionalLong number(String name, long min, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (WHOLE.matcher(text.get()).matches() && number >= min && number <= max) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // told below, as a number out of range is
        }
        throw new BadParameterException("%s must be a whole number from %d to %d".formatted(name, min, max));
    }
}
