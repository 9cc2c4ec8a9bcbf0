package io.nagare.uring;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.MembershipKey;
import java.nio.channels.MulticastChannel;
import org.jspecify.annotations.Nullable;

/** The membership of a channel in a group. Ends with the channel. Any thread may use it. */
final class RingMembership extends MembershipKey {

    private final RingDatagramChannel channel;
    private final InetAddress group;
    private final NetworkInterface on;

    RingMembership(RingDatagramChannel channel, InetAddress group, NetworkInterface on) {
        this.channel = channel;
        this.group = group;
        this.on = on;
    }

    @Override
    public boolean isValid() {
        return channel.isOpen() && channel.has(this);
    }

    @Override
    public void drop() {
        channel.leave(this);
    }

    @Override
    public MembershipKey block(InetAddress source) {
        throw withoutSources();
    }

    @Override
    public MembershipKey unblock(InetAddress source) {
        throw withoutSources();
    }

    static UnsupportedOperationException withoutSources() {
        return new UnsupportedOperationException("a ring's membership does not tell sources apart");
    }

    @Override
    public MulticastChannel channel() {
        return channel;
    }

    @Override
    public InetAddress group() {
        return group;
    }

    @Override
    public NetworkInterface networkInterface() {
        return on;
    }

    @Override
    public @Nullable InetAddress sourceAddress() {
        return null;
    }

    boolean isOf(InetAddress other, NetworkInterface interfaceOfOther) {
        return group.equals(other) && on.equals(interfaceOfOther);
    }
}
