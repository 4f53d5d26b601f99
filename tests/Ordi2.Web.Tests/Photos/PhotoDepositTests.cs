using System.Net.Http.Headers;
using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Photos;

/// <summary>A photo that comes without a word of which machine it is: the label in it says so, or nothing is kept.</summary>
[Collection(DemoServerTests.Name)]
public class PhotoDepositTests(DemoServer server)
{
    [Fact]
    public async Task A_photo_of_a_label_is_of_that_machine_and_sent_twice_it_is_one()
    {
        var label = await server.ReceivedAsync();
        var photo = Photo($"HTTPS://O2.EXAMPLE/M/{label}");

        var (first, again) = (await DepositAsync(photo), await DepositAsync(photo));

        Assert.Equal((201, 200), (first.Status, again.Status));
        Assert.Equal((label, label), (first.Body.GetProperty("machine").GetString(), again.Body.GetProperty("machine").GetString()));
        Assert.Equal([first.Body.GetProperty("id").GetString()!], await server.PhotosOfAsync(label));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_photo_that_says_no_machine_or_says_two_or_that_of_another_house()
    {
        var label = await server.ReceivedAsync();
        var unknown = DemoServer.NewLabel();

        foreach (var (photo, status, code) in ((byte[] Photo, int Status, string Code)[])
        [
            (SentPhotos.New(), 422, "photo-without-label"),
            (Photo($"HTTPS://O2.EXAMPLE/C/{label}"), 422, "not-a-machine"),
            (Beside(label, unknown), 422, "photo-several-labels"),
            (Photo(unknown), 404, "not-found"),
            ([1, 2, 3], 422, "photo-not-a-picture"),
        ])
        {
            var answer = await DepositAsync(photo);
            Assert.Equal((status, code), (answer.Status, answer.Code));
            Assert.NotEmpty(answer.Body.GetProperty("next").GetString()!);
        }

        Assert.Equal(404, (await DepositAsync(Photo(label), server.Token(Role.Operator, "etabli-du-coteau"))).Status);
        Assert.Empty(await server.PhotosOfAsync(label));
    }

    private async Task<Reply> DepositAsync(byte[] photo, string? token = null)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? server.Token(Role.Operator));
        using var body = new ByteArrayContent(photo);
        var answer = await client.PostAsync(new Uri("/api/photos", UriKind.Relative), body);
        return new(answer, await answer.Content.ReadAsStringAsync());
    }

    private static byte[] Photo(string text) => PngFile.Of(Picture.Of(QrCode.Draw(text), 4));

    private static byte[] Beside(string first, string second)
    {
        var (one, other) = (Picture.Of(QrCode.Draw(first), 4), Picture.Of(QrCode.Draw(second), 4));
        var both = one.On(one.Width + other.Width, one.Height, 0, 0);
        both.Print((x, y) => other[x, y] < 0.5, other.Width, other.Height, one.Width, 0);
        return PngFile.Of(both);
    }
}
