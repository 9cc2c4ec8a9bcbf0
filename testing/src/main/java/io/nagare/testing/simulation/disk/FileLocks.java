package io.nagare.testing.simulation.disk;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The locks that the program of a host has on files. No other process uses its disk, so only its own can overlap. */
final class FileLocks {

    private final Map<Node, List<Lock>> held = new HashMap<>();

    /** A lock on a part of a file. */
    private final class Lock extends FileLock {

        private final Node node;
        private boolean valid = true;

        Lock(FileChannel channel, Node node, long position, long size, boolean shared) {
            super(channel, position, size, shared);
            this.node = node;
        }

        @Override
        public boolean isValid() {
            return valid && acquiredBy().isOpen();
        }

        @Override
        public void release() {
            valid = false;
            remove(this);
        }
    }

    /**
     * Locks a part of a file.
     *
     * @throws OverlappingFileLockException if the program has a lock there already
     */
    FileLock lock(FileChannel channel, Node node, long position, long size, boolean shared) {
        List<Lock> locks = held.computeIfAbsent(node, none -> new ArrayList<>());
        if (locks.stream().anyMatch(lock -> lock.overlaps(position, size))) {
            throw new OverlappingFileLockException();
        }
        Lock lock = new Lock(channel, node, position, size, shared);
        locks.add(lock);
        return lock;
    }

    /** Gives up all locks on a file: the program has closed a channel of it, which drops them all (POSIX). */
    void closed(Node node) {
        List<Lock> locks = held.remove(node);
        if (locks != null) {
            locks.forEach(lock -> lock.valid = false);
        }
    }

    private void remove(Lock lock) {
        List<Lock> locks = held.get(lock.node);
        if (locks != null) {
            locks.remove(lock);
            if (locks.isEmpty()) {
                held.remove(lock.node);
            }
        }
    }
}
