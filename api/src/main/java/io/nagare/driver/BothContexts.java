package io.nagare.driver;

import org.jspecify.annotations.Nullable;

/** Carries what two contexts carry. The second is installed within the first. */
final class BothContexts implements ThreadContext {

    private final ThreadContext first;
    private final ThreadContext second;

    BothContexts(ThreadContext first, ThreadContext second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public @Nullable Captured capture() {
        return Both.of(first.capture(), second.capture());
    }

    @Override
    public @Nullable Captured written(@Nullable Captured outer, Object value) {
        // What was captured before this context was carried is neither part, and is left out.
        Both parts = outer instanceof Both both ? both : new Both(null, null);
        return Both.of(first.written(parts.first, value), second.written(parts.second, value));
    }

    @Override
    public void clear() {
        try {
            first.clear();
        } finally {
            second.clear();
        }
    }

    private record Both(@Nullable Captured first, @Nullable Captured second) implements Captured {

        static @Nullable Captured of(@Nullable Captured first, @Nullable Captured second) {
            return first == null && second == null ? null : new Both(first, second);
        }

        @Override
        public Runnable install() {
            return second != null ? second.upon(first).install() : first != null ? first.install() : () -> {};
        }
    }
}
