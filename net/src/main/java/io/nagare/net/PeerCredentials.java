package io.nagare.net;

import java.util.Objects;

/**
 * The process at the other end of a Unix socket, as the system knows it.
 *
 * @param user the name of its user
 * @param group the name of its group
 */
public record PeerCredentials(String user, String group) {

    /** Checks for null. */
    public PeerCredentials {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(group, "group");
    }
}
