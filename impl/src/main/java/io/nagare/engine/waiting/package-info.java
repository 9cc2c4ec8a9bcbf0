/**
 * How subscriptions wait for an event: in which order they wait, and which thread wakes them. Channels and
 * synchronizers are built on it. Any thread may settle or wake. A woken subscription continues on its own strand. Every
 * wake happens outside every lock.
 *
 * <p>Reading order, for waiting without an order: {@code WaitList} (leaves that look at their condition again),
 * {@code ConditionLeaf} (a subscription that does so). For waiting in line: {@code Waiter} (a subscription that is
 * settled once), {@code WaitLine} (waiters, first come, first served), {@code Gate} (a line, and the condition that
 * opens it). {@code Rest} says what a reader of an empty channel must do.
 */
@NullMarked
package io.nagare.engine.waiting;

import org.jspecify.annotations.NullMarked;
