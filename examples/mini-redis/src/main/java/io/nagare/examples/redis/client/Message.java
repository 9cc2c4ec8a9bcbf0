package io.nagare.examples.redis.client;

import io.nagare.Bytes;

/**
 * A published message.
 *
 * @param channel where it was published
 * @param content what was published
 */
public record Message(String channel, Bytes content) {}
