package io.nagare.redis;

import io.nagare.driver.ShortLock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a channel's users have asked, and have no answer to. Any thread may call. */
final class Questions {

    private final Supplier<ChannelEnd.@Nullable Looked> ready;
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Set<ChannelQuestion> open = new LinkedHashSet<>();

    private @Nullable Throwable broken;

    /**
     * Makes a list without questions.
     *
     * @param ready returns the link on which the channel was looked at, or null
     */
    Questions(Supplier<ChannelEnd.@Nullable Looked> ready) {
        this.ready = ready;
    }

    /** Asks something, now or when there is a connection, and again on each new one until it is withdrawn. */
    void ask(ChannelQuestion question) {
        Throwable failure;
        lock.lock();
        try {
            failure = broken;
            if (failure == null) {
                open.add(question);
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            question.failed(failure);
            return;
        }
        ChannelEnd.Looked now = ready.get();
        if (now != null) {
            question.on(now.link());
        }
    }

    /** Returns whether the question was still open. */
    boolean withdraw(ChannelQuestion question) {
        lock.lock();
        try {
            return open.remove(question);
        } finally {
            lock.unlock();
        }
    }

    private List<ChannelQuestion> all() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** Asks everything on this link. */
    void on(Link link) {
        all().forEach(question -> question.on(link));
    }

    /** Fails what is asked, and what will be. */
    void fail(Throwable failure) {
        lock.lock();
        try {
            broken = failure;
        } finally {
            lock.unlock();
        }
        for (ChannelQuestion question : all()) {
            if (withdraw(question)) {
                question.failed(failure);
            }
        }
    }
}
