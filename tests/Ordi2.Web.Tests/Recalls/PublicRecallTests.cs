using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Recalls;

/// <summary>What whoever holds a machine reads and answers, without login.</summary>
[Collection(DemoServerTests.Name)]
public sealed class PublicRecallTests(DemoServer server)
{
    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task A_machine_under_two_recalls_shows_the_more_dangerous_first_and_its_answer_counts_for_both()
    {
        var (label, battery, model) = (await server.ReceivedAsync(), $"BAT-{Guid.NewGuid():N}", $"Modèle {Guid.NewGuid():N}");
        await AuditAsync(label, battery, model);
        Assert.Equal(404, (await server.Client.GetAsync($"/api/recall-answers/{label}")).Status);

        var charger = await ActivateAsync("chargeur défectueux", new { models = new[] { model } }, "BRING_BACK");
        var swollen = await ActivateAsync("batterie gonflée", new { batteries = new[] { battery } }, "DANGEROUS_BATTERY");

        var notice = await server.Client.GetAsync($"/api/recall-answers/{label}");
        Assert.Equal(200, notice.Status);
        Assert.Equal("guidance-safety-battery", notice.Body.GetProperty("guidance").GetString());
        Assert.Equal("batterie gonflée ; chargeur défectueux", notice.Body.GetProperty("reason").GetString());
        Assert.False(notice.Body.TryGetProperty("answer", out var unanswered) && unanswered.ValueKind is not System.Text.Json.JsonValueKind.Null);

        var answered = await server.Client.PostAsync($"/api/recall-answers/{label}", token: null, new { answer = "HAVE_IT" });
        Assert.Equal((200, "HAVE_IT"), (answered.Status, answered.Body.GetProperty("answer").GetString()));

        foreach (var recall in (string[])[charger, swollen])
        {
            var line = Assert.Single((await server.Client.GetAsync($"/api/recalls/{recall}", Coordinator)).Body.GetProperty("lines").EnumerateArray());
            Assert.Equal("HAVE_IT", line.GetProperty("answer").GetString());
        }

        // Of the one that is left it is still asked.
        Assert.Equal(200, (await server.Client.PostAsync($"/api/recalls/{swollen}/close", Coordinator, new { })).Status);
        notice = await server.Client.GetAsync($"/api/recall-answers/{label}");
        Assert.Equal((200, "chargeur défectueux"), (notice.Status, notice.Body.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_machine_that_was_repaired_is_not_told_to_stop_while_others_of_its_recall_still_are()
    {
        var (label, other, battery, model) = (await server.ReceivedAsync(), await server.ReceivedAsync(), $"BAT-{Guid.NewGuid():N}", $"Modèle {Guid.NewGuid():N}");
        await AuditAsync(label, battery, model);
        await AuditAsync(other, battery, model);
        var swollen = await ActivateAsync("batterie gonflée", new { batteries = new[] { battery } }, "DANGEROUS_BATTERY");
        var charger = await ActivateAsync("chargeur défectueux", new { models = new[] { model } }, "BRING_BACK");
        await HeldAsync(swollen);
        await HeldAsync(charger);

        await LiftAsync(label, swollen);
        var notice = await server.Client.GetAsync($"/api/recall-answers/{label}");
        Assert.Equal((200, "chargeur défectueux"), (notice.Status, notice.Body.GetProperty("reason").GetString()));

        await LiftAsync(label, charger);
        Assert.Equal(404, (await server.Client.GetAsync($"/api/recall-answers/{label}")).Status);
        Assert.Equal(404, (await server.Client.PostAsync($"/api/recall-answers/{label}", token: null, new { answer = "HAVE_IT" })).Status);
        using var browser = new Browser(server.Address);
        Assert.Null((await browser.OpenAsync($"/m/{label}")).Document.QuerySelector(".recall"));
        Assert.NotNull((await browser.OpenAsync($"/m/{other}")).Document.QuerySelector(".recall"));
    }

    private async Task LiftAsync(string label, string recall) => Assert.Equal(
        "accepted",
        (await server.Client.ScanAsync(Coordinator, new OneScan(label, "lift-hold", new { hold = "RECALL", reason = "réparée", recall })))[0].GetProperty("outcome").GetString());

    /// <summary>Holds are placed beside the call that asks for them.</summary>
    private async Task HeldAsync(string recall)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if ((await server.Client.GetAsync($"/api/recalls/{recall}", Coordinator)).Body.GetProperty("lines").EnumerateArray().All(line => line.GetProperty("held").GetBoolean()))
            {
                return;
            }
        }

        Assert.Fail($"The machines of {recall} were never held.");
    }

    private async Task AuditAsync(string label, string battery, string model)
    {
        var token = server.Token(Role.Operator);
        var audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP", model, batteries = new[] { battery } };
        await server.Client.ScanAsync(token, new OneScan(label, "triage", new { route = "REUSE", powersOn = true }));
        var audited = await server.Client.ScanAsync(token, new OneScan(label, "record-audit", new { audit, locksTested = true, noMediaConfirmedBy = new[] { "o1", "o3" } }));
        Assert.True(audited[0].GetProperty("status").GetString() == "AUDITED", audited[0].GetRawText());
    }

    private async Task<string> ActivateAsync(string reason, object filter, string instruction)
    {
        var created = await server.Client.PostAsync("/api/recalls", Coordinator, new { reason, filter, instruction });
        Assert.True(created.Status == 201, created.Text);
        var id = created.Body.GetProperty("id").GetString()!;
        var active = await server.Client.PostAsync($"/api/recalls/{id}/activate", Coordinator, new { });
        Assert.True(active.Status == 200, active.Text);
        return id;
    }
}
