package io.nagare.engine.strand;

import io.nagare.driver.Strand;

/** The end of a program, which may find that nobody takes an item any more. */
public interface Terminal {

    /** Has such items disposed of by that strand, because a {@code doOnDiscard} is the last stage. */
    void discardTo(Strand surroundings);
}
