package io.nagare.engine.waiting;

import io.nagare.engine.channel.ring.Ring;

/** What a reader of a {@link Ring} or the receiver of an mpsc channel must do when its next place is empty. */
public enum Rest {
    /** There is no value. The sender of the next value wakes the reader. */
    ASLEEP,
    /** A sender has the place and is about to put its value: look again. */
    EXPECTING,
    /** No more values will come. */
    ENDED
}
