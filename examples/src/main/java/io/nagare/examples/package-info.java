/**
 * Programs to start with. Each can be read alone. {@code Examples} starts them by their names:
 *
 * <table>
 *   <caption>The examples</caption>
 *   <tr><th>Name</th><th>Class</th><th>Shows</th></tr>
 *   <tr><td>{@code echo}</td><td>{@code Echo}</td><td>demand from a socket to a socket</td></tr>
 *   <tr><td>{@code chat}</td><td>{@code Chat}</td><td>a broadcast and lines, and what a slow member gets</td></tr>
 *   <tr><td>{@code file}</td><td>{@code FileServer}</td><td>a file, sent as fast as the client takes it</td></tr>
 *   <tr><td>{@code proxy}</td><td>{@code Proxy}</td><td>two connections joined, with limits</td></tr>
 *   <tr><td>{@code tls}</td><td>{@code Tls}</td><td>a server and a client with TLS</td></tr>
 *   <tr><td>{@code reactor}</td><td>{@code ReactorBridge}</td><td>streams of Reactor and Nagare in each other</td></tr>
 *   <tr><td>{@code scope}</td><td>{@code ScopedTasks}</td><td>three tasks, the first failure, a deadline</td></tr>
 *   <tr><td>{@code queue}</td><td>{@code WorkQueue}</td><td>a bounded queue, its producers and workers</td></tr>
 *   <tr><td>{@code demo}</td><td>{@code Demo}</td><td>the chat with a slow member, in figures</td></tr>
 * </table>
 *
 * <p>{@code GracefulEnd} lets each server finish its work when the process is to end.
 */
@NullMarked
package io.nagare.examples;

import org.jspecify.annotations.NullMarked;
