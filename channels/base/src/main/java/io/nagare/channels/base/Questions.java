package io.nagare.channels.base;

import io.nagare.driver.ShortLock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's users have asked, and have no answer to. Any thread may call.
 *
 * @param <L> the type of a link
 * @since 0.1
 */
public final class Questions<L> {

    private final Supplier<@Nullable L> ready;
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Set<Question<L>> open = new LinkedHashSet<>();

    private @Nullable Throwable broken;

    /**
     * Makes a list without questions.
     *
     * @param ready returns the link on which something can be asked now, or null
     */
    public Questions(Supplier<@Nullable L> ready) {
        this.ready = ready;
    }

    /** Asks something, now or when there is a link, and again on each new one until it is withdrawn. */
    public void ask(Question<L> question) {
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
        L now = ready.get();
        if (now != null) {
            question.on(now);
        }
    }

    /** Returns whether the question is still open. */
    public boolean isAsked(Question<L> question) {
        lock.lock();
        try {
            return open.contains(question);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the question was still open. */
    public boolean withdraw(Question<L> question) {
        lock.lock();
        try {
            return open.remove(question);
        } finally {
            lock.unlock();
        }
    }

    private List<Question<L>> all() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** Asks everything on this link. */
    public void on(L link) {
        all().forEach(question -> question.on(link));
    }

    /** Fails what is asked, and what will be. */
    public void fail(Throwable failure) {
        lock.lock();
        try {
            broken = failure;
        } finally {
            lock.unlock();
        }
        for (Question<L> question : all()) {
            if (withdraw(question)) {
                question.failed(failure);
            }
        }
    }
}
