package io.nagare.engine.fusion;

import io.nagare.stage.Origin;
import org.jspecify.annotations.Nullable;

/** Pulls successive integers. */
final class RangePull extends Pull<Integer> {

    private int next;
    private int left;

    RangePull(Origin.Range origin) {
        this.next = origin.start();
        this.left = origin.count();
    }

    @Override
    public @Nullable Integer poll() {
        if (left == 0) {
            return null;
        }
        left--;
        return next++;
    }

    @Override
    public boolean isExhausted() {
        return left == 0;
    }

    @Override
    public void close() {
        left = 0;
    }
}
