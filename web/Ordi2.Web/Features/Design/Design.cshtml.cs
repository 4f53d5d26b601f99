using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Design;

/// <summary>Every component in every state: to choose from, and what the tests look at. With <c>?wrong=1</c>, a form that was sent back.</summary>
internal sealed class DesignPage(TimeProvider time) : WebPage
{
    public static readonly Tone[] Tones = [Tone.Info, Tone.Good, Tone.Warn, Tone.Bad];

    public static readonly MachineStatus[] SomeStatuses = [MachineStatus.Received, MachineStatus.Wiping, MachineStatus.Ready, MachineStatus.WipeFailed, MachineStatus.Placed];

    public DateTimeOffset Now => time.GetUtcNow();

    public string? Sent { get; private set; }

    public Choice[] Choices => [new("one", Say("sample-choice-one"), Say("sample-choice-hint")), new("two", Say("sample-choice-two")), new("three", Say("sample-choice-three"))];

    public void OnGet(bool wrong)
    {
        if (wrong)
        {
            Sent = "<b>";
            Mistakes.Add("name", Say("sample-wrong-name"));
            Mistakes.Add("kind", Say("sample-wrong-kind"));
            Mistakes.Add("agreed", Say("sample-wrong-agreed"));
        }
    }

    public RedirectResult OnPost()
    {
        Tell(Say("sample-told"));
        return Redirect("/design");
    }
}
