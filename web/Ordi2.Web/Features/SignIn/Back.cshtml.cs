using Microsoft.AspNetCore.Authorization;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Where somebody arrives who signed in in a second window: what they wrote waits in the first.</summary>
[Authorize]
internal sealed class BackPage : WebPage
{
    public const string Address = "/sign-in/back";
}
