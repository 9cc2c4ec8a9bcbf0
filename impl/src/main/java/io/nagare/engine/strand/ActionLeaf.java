package io.nagare.engine.strand;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;

/** A leaf that runs an action, such as the end of a wait or a loop that goes on in a later run. */
public final class ActionLeaf extends Leaf {

    private final Runnable action;

    public ActionLeaf(Strand strand, Runnable action) {
        super(strand);
        this.action = action;
    }

    @Override
    protected void run() {
        action.run();
    }
}
