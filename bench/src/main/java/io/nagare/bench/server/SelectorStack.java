package io.nagare.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Servers as a loop over one selector, on one thread, with nothing between it and the sockets: the floor for Java. */
final class SelectorStack implements Stack {

    SelectorStack(int workers) {
        if (workers != 1) {
            throw new IllegalArgumentException("jdk-selector has one thread; give it --workers 1");
        }
    }

    @Override
    public void echo(int port) throws IOException {
        new Loop(port, channel -> new Echo(channel)).start();
    }

    @Override
    public void chat(int port) throws IOException {
        Room room = new Room();
        new Loop(port, channel -> new Member(channel, room)) {
            @Override
            void afterEvents() throws IOException {
                room.flush();
            }
        }.start();
    }

    @Override
    public void file(int port, Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        new Loop(port, channel -> new Download(channel, file)).start();
    }

    @Override
    public void proxy(int port, int target) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        new Loop(port, channel -> new Relay(channel, address)).start();
    }

    /** The loop. */
    private static class Loop extends Thread {

        private final Selector selector = Selector.open();
        private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);
        private final Function<SocketChannel, Peer> peers;

        Loop(int port, Function<SocketChannel, Peer> peers) throws IOException {
            super("selector");
            this.peers = peers;
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        }

        void afterEvents() throws IOException {}

        @Override
        public void run() {
            try {
                for (; ; ) {
                    selector.select(this::handle);
                    afterEvents();
                }
            } catch (IOException failure) {
                System.err.println("selector: " + failure.getMessage());
            }
        }

        private void handle(SelectionKey key) {
            if (!key.isValid()) {
                return; // closed by an event of its other end
            }
            if (key.attachment() instanceof Peer peer) {
                try {
                    peer.ready(key, scratch.clear());
                } catch (IOException reset) {
                    peer.end();
                }
            } else {
                accept((ServerSocketChannel) key.channel());
            }
        }

        private void accept(ServerSocketChannel listener) {
            try {
                for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                    Peer peer = peers.apply(channel);
                    peer.begin(channel.register(selector, peer.interest(), peer));
                }
            } catch (IOException failure) {
                System.err.println("accepting: " + failure.getMessage());
            }
        }
    }

    /** The part that serves one connection. */
    private abstract static class Peer {

        final SocketChannel channel;
        @Nullable SelectionKey key;

        Peer(SocketChannel channel) {
            this.channel = channel;
        }

        int interest() {
            return SelectionKey.OP_READ;
        }

        void begin(SelectionKey newKey) throws IOException {
            key = newKey;
        }

        abstract void ready(SelectionKey key, ByteBuffer scratch) throws IOException;

        void end() {
            try {
                channel.close();
            } catch (IOException ignored) {
                // it is gone in any case
            }
        }
    }

    /** Echoes, and reads nothing while bytes are left to write. */
    private static final class Echo extends Peer {

        private @Nullable ByteBuffer left;

        Echo(SocketChannel channel) {
            super(channel);
        }

        @Override
        void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
            if (left != null) {
                channel.write(left);
                if (!left.hasRemaining()) {
                    left = null;
                    key.interestOps(SelectionKey.OP_READ);
                }
                return;
            }
            if (channel.read(scratch) < 0) {
                end();
                return;
            }
            channel.write(scratch.flip());
            if (scratch.hasRemaining()) {
                left = ByteBuffer.allocate(scratch.remaining()).put(scratch).flip();
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }
    }

    /**
     * One end of a proxied connection. Bytes that are read here are written to the other end. Nothing is read while the
     * other end has bytes left to write.
     */
    private static final class Relay extends Peer {

        private final @Nullable InetSocketAddress target;
        private @Nullable Relay other;
        private @Nullable ByteBuffer left;

        Relay(SocketChannel channel, @Nullable InetSocketAddress target) {
            super(channel);
            this.target = target;
        }

        @Override
        int interest() {
            return target == null ? SelectionKey.OP_CONNECT : 0;
        }

        @Override
        void begin(SelectionKey newKey) throws IOException {
            super.begin(newKey);
            if (target != null) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
                Relay back = new Relay(channel, null);
                back.other = this;
                other = back;
                channel.connect(target);
                back.begin(channel.register(newKey.selector(), back.interest(), back));
            }
        }

        @Override
        void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
            Relay there = Objects.requireNonNull(other);
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                Objects.requireNonNull(there.key).interestOps(SelectionKey.OP_READ);
                return;
            }
            if (left != null && key.isWritable()) {
                channel.write(left);
                if (!left.hasRemaining()) {
                    left = null;
                    key.interestOpsAnd(~SelectionKey.OP_WRITE);
                    Objects.requireNonNull(there.key).interestOpsOr(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                if (channel.read(scratch) < 0) {
                    end();
                } else if (!there.take(scratch.flip())) {
                    key.interestOpsAnd(~SelectionKey.OP_READ);
                }
            }
        }

        private boolean take(ByteBuffer bytes) throws IOException {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return true;
            }
            left = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            Objects.requireNonNull(key).interestOpsOr(SelectionKey.OP_WRITE);
            return false;
        }

        @Override
        void end() {
            super.end();
            if (other != null && other.channel.isOpen()) {
                other.end();
            }
        }
    }

    /** The members, and those members that have something to be written when all that was readable has been read. */
    private static final class Room {

        private final Set<Member> members = new LinkedHashSet<>();

        void say(ByteBuffer lines) {
            for (Member member : members) {
                member.hear(lines.duplicate());
            }
        }

        void flush() {
            for (Member member : Set.copyOf(members)) {
                try {
                    member.flush();
                } catch (IOException reset) {
                    member.end();
                }
            }
        }
    }

    /**
     * A member, which collects the lines for it in a buffer. If there is no room for them, it misses them, whole reads
     * at a time.
     */
    private static final class Member extends Peer {

        private final Room room;
        private final ByteBuffer heard = ByteBuffer.allocateDirect(256 * 1024);
        private byte[] begun = new byte[0];

        Member(SocketChannel channel, Room room) {
            super(channel);
            this.room = room;
        }

        @Override
        void begin(SelectionKey newKey) throws IOException {
            super.begin(newKey);
            room.members.add(this);
        }

        @Override
        void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
            if (key.isReadable()) {
                scratch.put(begun);
                if (channel.read(scratch) < 0) {
                    end();
                    return;
                }
                scratch.flip();
                int end = scratch.limit();
                while (end > 0 && scratch.get(end - 1) != '\n') {
                    end--;
                }
                begun = new byte[scratch.limit() - end];
                scratch.get(end, begun);
                if (end > 0) {
                    room.say(scratch.limit(end));
                }
            }
        }

        void hear(ByteBuffer lines) {
            if (lines.remaining() <= heard.remaining()) {
                heard.put(lines);
            }
        }

        void flush() throws IOException {
            if (heard.position() == 0) {
                return;
            }
            channel.write(heard.flip());
            heard.compact();
            if (key != null) {
                key.interestOps(heard.position() > 0
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
            }
        }

        @Override
        void end() {
            room.members.remove(this);
            super.end();
        }
    }

    /** Sends the file by {@code sendfile}. */
    private static final class Download extends Peer {

        private static final long SLICE = 1 << 20;

        private final FileChannel file;
        private long at;

        Download(SocketChannel channel, FileChannel file) {
            super(channel);
            this.file = file;
        }

        @Override
        int interest() {
            return SelectionKey.OP_WRITE;
        }

        @Override
        void ready(SelectionKey key, ByteBuffer scratch) throws IOException {
            at += file.transferTo(at, SLICE, channel);
            if (at >= file.size()) {
                end();
            }
        }
    }
}
