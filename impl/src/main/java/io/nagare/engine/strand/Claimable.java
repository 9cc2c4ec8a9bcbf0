package io.nagare.engine.strand;

/** A source that has at most one subscriber, and can be given up before it has one. */
public interface Claimable {

    /** No subscriber will come: discards the items that wait for one. Does nothing if there is one. Any thread. */
    void giveUp();
}
