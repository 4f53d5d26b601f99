using System.Text.Json;
using Microsoft.Playwright;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>One look at a picture.</summary>
/// <param name="Texts">What was read in it.</param>
/// <param name="Took">How long, in milliseconds, by the decoder itself.</param>
internal sealed record Look(string[] Texts, double Took);

/// <summary>The decoder of the phone app as it is served, in a browser, with pictures that we give it instead of those of a camera.</summary>
internal sealed class BrowserDecoder : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly IPage _page;

    private BrowserDecoder(IPage page) => _page = page;

    /// <summary>Opens the page of the scanner and starts its decoder beside it.</summary>
    public static async Task<BrowserDecoder> OpenAsync(IBrowser browser, Uri server)
    {
        var context = await browser.NewContextAsync(new() { Permissions = ["camera"] });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server, "/scan").ToString());
        await page.EvaluateAsync(
            """
            () => {
              // A film is too large to be told: the browser reads the file itself.
              document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'film' }));
              const worker = new Worker('/scan/decoder.js', { type: 'module' });
              window.look = (picture) => new Promise((resolve, reject) => {
                worker.onmessage = (message) => resolve(message.data);
                worker.onerror = (problem) => reject(new Error(problem.message));
                worker.postMessage({ picture }, [picture.data.buffer]);
              });
            }
            """);
        return new(page);
    }

    /// <summary>Looks at a picture in a file, PNG or JPEG, as it is.</summary>
    public async Task<Look> LookAsync(string file)
    {
        var type = Path.GetExtension(file) is ".png" ? "image/png" : "image/jpeg";
        return Of(await _page.EvaluateAsync<JsonElement>(
            """
            async ([base64, type]) => {
              const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type }));
              const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
              context.drawImage(bitmap, 0, 0);
              return window.look(context.getImageData(0, 0, bitmap.width, bitmap.height));
            }
            """,
            new[] { Convert.ToBase64String(await File.ReadAllBytesAsync(file)), type }));
    }

    /// <summary>Looks at each picture of a film, in its order.</summary>
    public async Task<Look[]> WatchAsync(string film, int width, int height)
    {
        await _page.SetInputFilesAsync("#film", film);
        var looks = await _page.EvaluateAsync<JsonElement>(
            """
            async ([width, height]) => {
              const film = new Uint8Array(await document.querySelector('#film').files[0].arrayBuffer());
              const looks = [];
              for (let at = film.indexOf(10) + 1; at < film.length; at += 6 + (width * height * 3) / 2) {
                const picture = new ImageData(width, height);
                const dots = new Uint32Array(picture.data.buffer);
                for (let i = 0; i < dots.length; i++) {
                  const light = Math.min(255, Math.max(0, Math.round(((film[at + 6 + i] - 16) * 255) / 219)));
                  dots[i] = 0xff000000 | (light << 16) | (light << 8) | light;
                }
                looks.push(await window.look(picture));
              }
              return looks;
            }
            """,
            new[] { width, height });
        return [.. looks.EnumerateArray().Select(Of)];
    }

    /// <summary>Looks through the camera for a while, at as many of its pictures as the decoder can.</summary>
    /// <param name="width">Width that the camera is asked for.</param>
    /// <param name="height">Its height.</param>
    /// <param name="time">How long.</param>
    public async Task<Look[]> LookThroughCameraAsync(int width, int height, TimeSpan time)
    {
        var looks = await _page.EvaluateAsync<JsonElement>(
            """
            async ([width, height, milliseconds]) => {
              const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { exact: width }, height: { exact: height } } });
              const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, srcObject: stream });
              await video.play();
              const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
              const looks = [];
              for (const end = performance.now() + milliseconds; performance.now() < end;) {
                await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
                context.drawImage(video, 0, 0, width, height);
                looks.push(await window.look(context.getImageData(0, 0, width, height)));
              }
              for (const track of stream.getTracks()) track.stop();
              return looks;
            }
            """,
            new[] { width, height, (int)time.TotalMilliseconds });
        return [.. looks.EnumerateArray().Select(Of)];
    }

    public async ValueTask DisposeAsync() => await _page.Context.DisposeAsync();

    private static Look Of(JsonElement look) => look.Deserialize<Look>(Json)!;
}
