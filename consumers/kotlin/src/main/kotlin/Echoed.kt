import io.nagare.Bytes
import io.nagare.Nagare
import io.nagare.kotlin.asCoroutineDispatcher
import io.nagare.kotlin.asFlow
import io.nagare.kotlin.await
import io.nagare.net.Tcp
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Sends a line to an echo server, and prints what comes back, in a coroutine. */
fun main() {
    Nagare.multiThread().name("consumer").start().use { nagare ->
        val answer = runBlocking(nagare.asCoroutineDispatcher()) {
            val server = Tcp.serveInBackground("127.0.0.1", 0) { peer -> peer.writeAndEnd(peer.read()) }.await()
            Tcp.connecting("127.0.0.1", server.port()) { peer ->
                peer.writeAndEnd(Bytes.utf8("echoed")).thenMany(peer.read())
            }.asFlow().toList().joinToString("") { it.utf8() }
        }
        println(answer)
    }
}
