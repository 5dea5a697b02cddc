"""A WebSocket on standard input and output, one message a line, by Python's websockets.

Says "open" when it is, and "closed CODE" at the end.
"""

import asyncio
import ssl
import sys

import websockets


async def main(url):
    context = None
    if url.startswith("wss:"):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the gateway's certificate is made at its start
    loop = asyncio.get_running_loop()
    async with websockets.connect(url, ssl=context, max_size=None) as socket:
        say("open")
        lines = asyncio.StreamReader(limit=1 << 25)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)

        async def forward():
            while line := await lines.readline():
                await socket.send(line.decode().rstrip("\n"))
            await socket.close()

        sending = asyncio.create_task(forward())
        try:
            async for message in socket:
                say(message)
        except websockets.ConnectionClosed:
            pass
        sending.cancel()
        say(f"closed {socket.close_code}")


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


asyncio.run(main(sys.argv[1]))
