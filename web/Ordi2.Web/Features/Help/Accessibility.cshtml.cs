using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Help;

/// <summary>What is accessible, what is not, how it was checked and whom to tell: no more than is true.</summary>
internal sealed class AccessibilityPage : WebPage;
