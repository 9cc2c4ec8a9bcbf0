package io.nagare.testing.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file of a simulated disk, or an open directory, which can only be forced. */
final class SimulatedFileChannel extends FileChannel {

    private static final int MOST_TRANSFERRED = 64 * 1024;

    private final FileTree tree;
    private final Node node;
    private final Path path;
    private final OpenMode mode;
    private long position;

    SimulatedFileChannel(FileTree tree, Node node, Path path, OpenMode mode) {
        this.tree = tree;
        this.node = node;
        this.path = path;
        this.mode = mode;
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private Node.Regular file() throws IOException {
        if (node instanceof Node.Regular file) {
            return file;
        }
        throw new IOException("Is a directory");
    }

    private Node.Regular readable() throws IOException {
        checkOpen();
        if (!mode.reads()) {
            throw new NonReadableChannelException();
        }
        tree.user().beforeRead();
        return file();
    }

    private Node.Regular writable() throws IOException {
        checkOpen();
        if (!mode.writes()) {
            throw new NonWritableChannelException();
        }
        return file();
    }

    // Reading

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = read(target, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        if (from < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        Node.Regular file = readable();
        if (!target.hasRemaining()) {
            return 0;
        }
        byte[] bytes = new byte[tree.user().part(target.remaining())];
        int count = file.contents.read(from, bytes, 0, bytes.length);
        if (count > 0) {
            target.put(bytes, 0, count);
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (targets[i].hasRemaining()) {
                return read(targets[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        Node.Regular file = readable();
        byte[] bytes = new byte[(int) Math.min(count, MOST_TRANSFERRED)];
        int there = file.contents.read(from, bytes, 0, bytes.length);
        return there <= 0 ? 0 : target.write(ByteBuffer.wrap(bytes, 0, there));
    }

    // Writing

    @Override
    public int write(ByteBuffer source) throws IOException {
        long at = mode.appends() ? node.size() : position;
        int count = put(source, at);
        position = at + count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        return put(source, mode.appends() ? node.size() : at);
    }

    private int put(ByteBuffer source, long at) throws IOException {
        if (at < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        Node.Regular file = writable();
        if (!source.hasRemaining()) {
            return 0;
        }
        long room = tree.disk().room() + Math.max(0, file.size() - at);
        int count = (int) Math.min(room, tree.user().part(source.remaining()));
        if (count == 0) {
            throw new IOException("No space left on device");
        }
        if (at + count > Integer.MAX_VALUE - 8) {
            throw new IOException("File too large");
        }
        tree.user().beforeChange("writes " + count + " bytes to " + path);
        byte[] bytes = new byte[count];
        source.get(bytes);
        tree.write(file, (int) at, bytes);
        if (mode.isForced()) {
            force(true);
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (sources[i].hasRemaining()) {
                return write(sources[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
        writable();
        if (at > size()) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, MOST_TRANSFERRED));
        source.read(bytes);
        bytes.flip();
        long taken = 0;
        while (bytes.hasRemaining()) {
            taken += put(bytes, at + taken);
        }
        return taken;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("Negative size");
        }
        Node.Regular file = writable();
        if (size < file.size()) {
            tree.user().beforeChange("cuts " + path + " to " + size + " bytes");
            tree.setLength(file, (int) size);
        }
        position = Math.min(position, size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        tree.force(node, path);
    }

    // The rest

    @Override
    public long position() throws IOException {
        checkOpen();
        return mode.appends() ? node.size() : position;
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        tree.user().beforeRead();
        return node.size();
    }

    @Override
    public MappedByteBuffer map(MapMode mapMode, long from, long size) {
        throw new UnsupportedOperationException("a file of a simulated disk cannot be mapped into memory");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) throws IOException {
        return tryLock(from, size, shared);
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) throws IOException {
        checkOpen();
        if (shared && !mode.reads()) {
            throw new NonReadableChannelException();
        }
        if (!shared && !mode.writes()) {
            throw new NonWritableChannelException();
        }
        tree.user().beforeRead();
        return tree.locks().lock(this, node, from, size, shared);
    }

    @Override
    protected void implCloseChannel() {
        tree.locks().closed(node);
        tree.user().close(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
