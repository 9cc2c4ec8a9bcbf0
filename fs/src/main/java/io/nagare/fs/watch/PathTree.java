package io.nagare.fs.watch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values by path. Everything below a path is removed without a look at other paths: a step goes from a path to its
 * parent or to its children. Any thread may call any method.
 *
 * <p>Always holds: a path that has a value, or has such a path below it, is among the children of its parent.
 *
 * @param <V> the values
 */
final class PathTree<V> {

    private final Map<Path, V> values = new HashMap<>();
    private final Map<Path, Set<Path>> children = new HashMap<>();

    synchronized boolean isEmpty() {
        return values.isEmpty();
    }

    synchronized boolean contains(Path path) {
        return values.containsKey(path);
    }

    /** Sets the value of a path. Returns the former one, or null. */
    synchronized @Nullable V put(Path path, V value) {
        link(path);
        return values.put(path, value);
    }

    private void link(Path path) {
        Path child = path;
        for (Path parent = child.getParent(); parent != null; parent = child.getParent()) {
            if (!children.computeIfAbsent(parent, none -> new HashSet<>()).add(child)) {
                return;
            }
            child = parent;
        }
    }

    /** Removes the value of a path, and of no path below it. */
    synchronized void remove(Path path) {
        values.remove(path);
        unlink(path);
    }

    /** Removes the value of a path, if it is this one. */
    synchronized void remove(Path path, V value) {
        if (values.remove(path, value)) {
            unlink(path);
        }
    }

    /** Removes and returns the values of a path and of all paths below it. */
    synchronized List<V> removeAll(Path top) {
        List<V> removed = new ArrayList<>();
        ArrayDeque<Path> left = new ArrayDeque<>();
        left.add(top);
        for (Path path = left.poll(); path != null; path = left.poll()) {
            V value = values.remove(path);
            if (value != null) {
                removed.add(value);
            }
            Set<Path> below = children.remove(path);
            if (below != null) {
                left.addAll(below);
            }
        }
        unlink(top);
        return removed;
    }

    private void unlink(Path path) {
        Path child = path;
        for (Path parent = child.getParent(); parent != null && isUnused(child); parent = child.getParent()) {
            Set<Path> siblings = children.get(parent);
            if (siblings == null || !siblings.remove(child)) {
                return;
            }
            if (siblings.isEmpty()) {
                children.remove(parent);
            }
            child = parent;
        }
    }

    private boolean isUnused(Path path) {
        return !values.containsKey(path) && !children.containsKey(path);
    }

    /** The values, in no order. */
    synchronized List<V> values() {
        return List.copyOf(values.values());
    }

    /** The number of paths that are children of another. For tests: it is 0 when there are no values. */
    synchronized int links() {
        return children.values().stream().mapToInt(Set::size).sum();
    }
}
