package io.nagare.engine.strand.ingress;

import org.jspecify.annotations.Nullable;

/** How the sender of an {@link Inbox} ended: with a failure, or in good order. */
record End(@Nullable Throwable failure) {

    /** Stands in the place of the end when downstream has cancelled. */
    static final End UNWANTED = new End(null);
}
