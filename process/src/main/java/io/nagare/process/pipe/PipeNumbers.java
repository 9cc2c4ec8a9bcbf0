package io.nagare.process.pipe;

import java.io.File;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the number that the system has given to the reading end of a pipe. Any thread may call it; it asks the system,
 * which does not wait.
 *
 * <p>The JDK tells nobody the number. But Linux lists, for each {@code epoll} descriptor, the numbers that it watches.
 * So a selector of our own watches the pipe for a moment, and its list has one number more.
 *
 * <p>With the number, a child is given the pipe by its name {@code /proc/self/fd/n}. Opening that name makes a second
 * description of the same pipe. So the child's end blocks, as programs expect, and ours does not.
 */
final class PipeNumbers {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path DETAILS = Path.of("/proc/self/fdinfo");
    private static final String WATCHED = "tfd:";

    private final Selector selector;

    /** Lists what the selector watches. */
    private final Path details;

    private PipeNumbers(Selector selector, Path details) {
        this.selector = selector;
        this.details = details;
    }

    /** Returns the name of the pipe for a child, or null where names cannot be found: not on Linux, or no /proc. */
    static @Nullable File nameOf(Pipe.SourceChannel source) {
        PipeNumbers numbers = Found.NUMBERS;
        if (numbers == null) {
            return null;
        }
        try {
            int number = numbers.numberOf(source);
            return number < 0 ? null : DESCRIPTORS.resolve(Integer.toString(number)).toFile();
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Returns the number, or -1. The channel is in non-blocking mode, and no other selector watches it. */
    private synchronized int numberOf(Pipe.SourceChannel source) throws IOException {
        Set<Integer> before = watchedBy(details);
        SelectionKey key = watch(source);
        try {
            Set<Integer> added = watchedBy(details);
            added.removeAll(before);
            return added.size() == 1 ? added.iterator().next() : -1;
        } finally {
            forget(key);
        }
    }

    private SelectionKey watch(Pipe.SourceChannel source) throws IOException {
        SelectionKey key = source.register(selector, SelectionKey.OP_READ);
        selector.selectNow();
        return key;
    }

    private void forget(SelectionKey key) throws IOException {
        key.cancel();
        selector.selectNow();
    }

    private static Set<Integer> watchedBy(Path details) throws IOException {
        Set<Integer> numbers = new HashSet<>();
        for (String line : Files.readAllLines(details)) {
            if (line.startsWith(WATCHED)) {
                numbers.add(Integer.valueOf(line.substring(WATCHED.length()).trim().split("\\s+")[0]));
            }
        }
        return numbers;
    }

    /** Found at the first use, and kept. */
    private static final class Found {

        static final @Nullable PipeNumbers NUMBERS = find();

        private Found() {}

        private static @Nullable PipeNumbers find() {
            if (!Files.isDirectory(DESCRIPTORS) || !Files.isDirectory(DETAILS)) {
                return null;
            }
            try {
                Selector selector = Selector.open();
                Path details = detailsOf(selector);
                if (details != null) {
                    return new PipeNumbers(selector, details);
                }
                selector.close();
            } catch (IOException | RuntimeException unreadable) {
                // Then pipes are pumped.
            }
            return null;
        }

        /**
         * Finds the selector's own descriptor. It is the one whose list changes with what the selector watches. Other
         * selectors change meanwhile, so it is asked twice.
         */
        private static @Nullable Path detailsOf(Selector selector) throws IOException {
            Pipe pipe = Pipe.open();
            try {
                pipe.source().configureBlocking(false);
                List<Path> candidates = selectors();
                for (int round = 0; round < 2; round++) {
                    candidates = thatWatch(pipe.source(), selector, candidates);
                }
                return candidates.size() == 1 ? candidates.get(0) : null;
            } finally {
                pipe.source().close();
                pipe.sink().close();
            }
        }

        /** Returns the candidates that list one number more while the selector watches the pipe. */
        private static List<Path> thatWatch(Pipe.SourceChannel source, Selector selector, List<Path> candidates)
                throws IOException {
            PipeNumbers any = new PipeNumbers(selector, DETAILS);
            List<Set<Integer>> before = lists(candidates);
            SelectionKey key = any.watch(source);
            List<Set<Integer>> watching = lists(candidates);
            any.forget(key);
            List<Set<Integer>> after = lists(candidates);
            List<Path> left = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if (before.get(i).equals(after.get(i)) && watching.get(i).size() == before.get(i).size() + 1) {
                    left.add(candidates.get(i));
                }
            }
            return left;
        }

        private static List<Path> selectors() {
            List<Path> found = new ArrayList<>();
            File[] entries = DESCRIPTORS.toFile().listFiles();
            for (File entry : entries == null ? new File[0] : entries) {
                try {
                    if (Files.readSymbolicLink(entry.toPath()).toString().endsWith("[eventpoll]")) {
                        found.add(DETAILS.resolve(entry.getName()));
                    }
                } catch (IOException closedMeanwhile) {
                    // Then it is not the selector.
                }
            }
            return found;
        }

        private static List<Set<Integer>> lists(List<Path> candidates) {
            List<Set<Integer>> lists = new ArrayList<>();
            for (Path candidate : candidates) {
                try {
                    lists.add(watchedBy(candidate));
                } catch (IOException closedMeanwhile) {
                    lists.add(Set.of());
                }
            }
            return lists;
        }
    }
}
