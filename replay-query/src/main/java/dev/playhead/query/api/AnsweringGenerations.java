// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.util.Optional;

/** The generations whose views run here. A request is answered from one of them to its end. */
public interface AnsweringGenerations {

    /** The one that answers clients now. */
    AnsweringViews serving();

    /** One that another instance asks for, which may learn of a swap earlier or later; empty where it does not run. */
    Optional<AnsweringViews> find(int number);
}
