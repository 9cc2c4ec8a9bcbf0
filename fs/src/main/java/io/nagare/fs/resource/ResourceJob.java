package io.nagare.fs.resource;

import io.nagare.driver.Leaf;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.work.FileState;
import org.jspecify.annotations.Nullable;

/**
 * The blocking side of {@link UsingSource}. It takes the resource, and later releases it. One thread at a time runs
 * it, see {@link FileState}. The strand reads the outcome when that state is idle.
 */
final class ResourceJob implements Runnable {

    private final Resource resource;
    private final FileState state;
    private final Leaf user;

    private boolean releasing;
    private boolean taken;
    private @Nullable FileOperationException failure;

    ResourceJob(Resource resource, FileState state, Leaf user) {
        this.resource = resource;
        this.state = state;
        this.user = user;
    }

    /** Strand, when the state is idle: whether the resource is there. */
    boolean isTaken() {
        return taken;
    }

    /** Strand, when the state is idle: why the last run has failed, or null if it has not. */
    @Nullable FileOperationException failure() {
        return failure;
    }

    /** Strand, when the state is idle: makes the next run release the resource. */
    void prepareRelease() {
        releasing = true;
    }

    @Override
    public void run() {
        if (!state.begin()) {
            return;
        }
        try {
            if (releasing) {
                taken = false;
                resource.release();
            } else {
                taken = resource.take();
            }
        } catch (Throwable thrown) {
            failure = resource.failed(thrown, releasing);
        }
        if (state.finish()) {
            user.wake();
        } else {
            release();
        }
    }

    /** The owner of the resource: releases it if it was taken. May block. */
    void release() {
        taken = false;
        try {
            resource.release();
        } catch (Exception thrown) {
            user.strand().driver().unseen(resource.failed(thrown, true), "release of " + resource.path());
        }
    }
}
