package io.nagare.engine.channel;

/** What a reader of a {@link Ring} or the receiver of an mpsc channel has come to when its next place is empty. */
enum Rest {
    /** There is no value: whoever sends the next one wakes it. */
    ASLEEP,
    /** The place was given to a sender, whose value is about to come: look again. */
    EXPECTING,
    /** There will be no value any more. */
    ENDED
}
